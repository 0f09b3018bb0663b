"""The bound volume: everything of a package as one PDF, pages numbered through.

``binder.bind`` is the only entrance. PDF and picture libraries are imported here and
nowhere else; LibreOffice is met through one callable (``office.Converter``), so that
all but the conversion itself works, and is tested, without it.
"""
