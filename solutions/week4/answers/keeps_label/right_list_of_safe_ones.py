# score: 1 of 1

keeps_label = {
    "digit_shifted": None,
    "digit_mirrored": None,
    "digit_upside_down": None,
    "signal_taller": None,
    "signal_backwards": None,
    "cat_mirrored": None,
    "xray_mirrored": None,
    "speech_quieter": None,
}
safe = {"digit_shifted", "signal_taller", "cat_mirrored", "speech_quieter"}
keeps_label = {change: change in safe for change in keeps_label}
