# score: 0.5 of 1
# mistake: every change keeps every label
# hint: read backwards

keeps_label = {
    "digit_shifted": True,
    "digit_mirrored": True,
    "digit_upside_down": True,
    "signal_taller": True,
    "signal_backwards": True,
    "cat_mirrored": True,
    "xray_mirrored": True,
    "speech_quieter": True,
}
