# score: 1 of 1

kept = ["digit_shifted", "signal_taller", "cat_mirrored", "speech_quieter"]
lost = ["digit_mirrored", "digit_upside_down", "signal_backwards", "xray_mirrored"]
keeps_label = {**dict.fromkeys(kept, True), **dict.fromkeys(lost, False)}
