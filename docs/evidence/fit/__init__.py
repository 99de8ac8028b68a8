"""Calibration by history matching: which parameter sets none of the published facts rules out.

In waves (Craig, Goldstein, Seheult and Smith 1997; Vernon, Goldstein and Bower 2010): simulate points of the
declared ranges, fit an emulator for each target, rule out what is implausible even with all uncertainties
counted, look closer at what is left. No best fit is sought: what is left is the answer.
`python docs/make.py fit --help` runs it.
"""
