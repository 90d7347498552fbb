# score: 0.85 of 1
# mistake: says that a quieter recording may be another word.
# hint: is not right


keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": False,
}
...
