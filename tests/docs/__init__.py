"""The pages of this repository held against themselves, against the program and against the code they speak of."""
