"""What the plots compute, in NumPy alone: nothing here knows a widget or a figure."""
