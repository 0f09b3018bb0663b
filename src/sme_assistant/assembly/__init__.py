"""Write the package of an application, and prove that it says what the answers say.

``dossier`` is what goes in, ``package.assemble`` the only entrance. Word and Excel
libraries are slow to import: nothing outside this package imports them, and whoever
calls ``assemble`` should import ``package`` only then.
"""
