# score: 1 of 1

names = [
    "digit_shifted",
    "digit_mirrored",
    "digit_upside_down",
    "signal_taller",
    "signal_backwards",
    "cat_mirrored",
    "xray_mirrored",
    "speech_quieter",
]
keeps_label = dict(zip(names, np.array([1, 0, 0, 1, 0, 1, 0, 1]) == 1))
