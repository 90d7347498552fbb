# score: 0.85 of 1
# mistake: applies the rule "mirroring is never allowed" to the cat as well.
# hint: is not right


keeps_label = {}
for name in ["digit_shifted", "digit_mirrored", "digit_upside_down", "signal_taller",
             "signal_backwards", "cat_mirrored", "xray_mirrored", "speech_quieter"]:
    keeps_label[name] = True
    if "mirrored" in name or "backwards" in name or "upside_down" in name:
        keeps_label[name] = False
