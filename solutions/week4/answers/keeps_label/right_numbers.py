# score: 1 of 1
keeps_label = {
    "digit_shifted": 1,
    "digit_mirrored": 0,
    "digit_upside_down": 0,
    "signal_taller": 1,
    "signal_backwards": 0,
    "cat_mirrored": 1,
    "xray_mirrored": 0,
    "speech_quieter": 1,
}
