# score: 0.85 of 1
# mistake: wrong about xray_mirrored
# hint: do to sides

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": True,
    "speech_quieter": True,
}
