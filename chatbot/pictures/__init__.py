"""Icons and the picture of a shared link, in the colours of the business.

No picture library and no font is needed for it: the shapes lie here as indexed PNG files whose
pixels say how much of a shape covers them, and only their palette is written anew for a colour.
``python -m lab.pictures`` draws the files.
"""
