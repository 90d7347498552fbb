# score: 0 of 1
# mistake: the answers are the strings "True" and "False" instead of the values.
# hint: must be True or False


keeps_label = {
    "digit_shifted": "True",
    "digit_mirrored": "False",
    "digit_upside_down": "False",
    "signal_taller": "True",
    "signal_backwards": "False",
    "cat_mirrored": "True",
    "xray_mirrored": "False",
    "speech_quieter": "True",
}
