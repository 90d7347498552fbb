# score: 0 of 1
# mistake: answers in words
# hint: must be True or False

keeps_label = {
    "digit_shifted": "yes",
    "digit_mirrored": "no",
    "digit_upside_down": "no",
    "signal_taller": "yes",
    "signal_backwards": "no",
    "cat_mirrored": "yes",
    "xray_mirrored": "no",
    "speech_quieter": "yes",
}
