# score: 0 of 1
# mistake: answers the opposite question, True where the label may become wrong.
# hint: is not right


keeps_label = {
    "digit_shifted": False,
    "digit_mirrored": True,
    "digit_upside_down": True,
    "signal_taller": False,
    "signal_backwards": True,
    "cat_mirrored": False,
    "xray_mirrored": True,
    "speech_quieter": False,
}
