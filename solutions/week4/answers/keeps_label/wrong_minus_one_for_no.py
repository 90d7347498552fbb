# score: 0.5 of 1
# mistake: writes -1 where the label is lost
# hint: must be True or False


keeps_label = {
    "digit_shifted": 1,
    "digit_mirrored": -1,
    "digit_upside_down": -1,
    "signal_taller": 1,
    "signal_backwards": -1,
    "cat_mirrored": 1,
    "xray_mirrored": -1,
    "speech_quieter": 1,
}
