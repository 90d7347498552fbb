# score: 0 of 1
# mistake: nothing is done
# hint: not done yet

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
