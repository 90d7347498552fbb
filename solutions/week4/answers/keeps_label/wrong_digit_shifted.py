# score: 0.9 of 1
# mistake: wrong about digit_shifted
# hint: another digit

keeps_label = {
    "digit_shifted": False,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": True,
}
