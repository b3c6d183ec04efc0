def load_real():
    return 0
