# score: 1 of 1


keeps_label = {
    "digit_shifted": None,  # True or False
    "digit_mirrored": None,
    "digit_upside_down": None,
    "signal_taller": None,
    "signal_backwards": None,
    "cat_mirrored": None,
    "xray_mirrored": None,
    "speech_quieter": None,
}
for name in keeps_label:
    keeps_label[name] = False
keeps_label["digit_shifted"] = True
keeps_label["signal_taller"] = True
keeps_label["cat_mirrored"] = True
keeps_label["speech_quieter"] = True
