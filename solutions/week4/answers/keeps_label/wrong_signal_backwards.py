# score: 0.9 of 1
# mistake: wrong about signal_backwards
# hint: read backwards

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": True,
    "signal_backwards": True,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": True,
}
