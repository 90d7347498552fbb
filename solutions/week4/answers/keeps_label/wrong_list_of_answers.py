# score: 0 of 1
# mistake: a list of answers without the names of the changes
# hint: must be a dictionary


keeps_label = [True, False, False, True, False, True, False, True]
