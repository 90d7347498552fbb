# score: 1 of 1


def still_right(label, label_after_change):
    return label == label_after_change


keeps_label = {
    "digit_shifted": still_right(7, 7),
    "digit_mirrored": still_right(2, "not a digit"),
    "digit_upside_down": still_right(6, 9),
    "signal_taller": still_right("bump", "bump"),
    "signal_backwards": still_right("ramp up", "ramp down"),
    "cat_mirrored": still_right("cat", "cat"),
    "xray_mirrored": still_right("left", "right"),
    "speech_quieter": still_right("yes", "yes"),
}
