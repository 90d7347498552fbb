# score: 0.85 of 1
# mistake: wrong about cat_mirrored
# hint: a dog now

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": False,
    "cat_mirrored": False,
    "xray_mirrored": False,
    "speech_quieter": True,
}
