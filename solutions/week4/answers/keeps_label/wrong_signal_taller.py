# score: 0.9 of 1
# mistake: wrong about signal_taller
# hint: in height or in shape

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": False,
    "digit_upside_down": False,
    "signal_taller": False,
    "signal_backwards": False,
    "cat_mirrored": True,
    "xray_mirrored": False,
    "speech_quieter": True,
}
