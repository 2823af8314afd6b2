select sliders from reader_settings where reader = $1
