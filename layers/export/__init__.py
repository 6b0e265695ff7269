"""The documents and files that leave the program, one module per format; :data:`FORMATS` lists them.

Nothing here draws: pictures and PDF pages come in as bytes, words as a mapping (:class:`Words`).
"""
