# score: 0.9 of 1
# mistake: wrong about digit_mirrored
# hint: to a mirror

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": True,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": True,
}
