"""What can be touched on a page: its place, its scripts, and the numbers that Python gives it.

`loading` puts scripts and data into a page, and `placing` a toy where a chapter asks for one.  Each
other module works out what one toy shows.
"""
