# score: 0.85 of 1
# mistake: wrong about digit_upside_down
# hint: becomes of a 6

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": True,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": True,
}
