//! How fast is it? Starts Pingback and its peers, loads them in turns, and writes down the ratios.
