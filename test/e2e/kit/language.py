# SPDX-License-Identifier: GPL-2.0-or-later
"""What the programs speak: English in the C locale, another language under a real locale of its country."""
import os
import subprocess
import tempfile

LOCALES = {"fr": "fr_FR"}
FOLDER = os.path.realpath(os.path.join(__file__, "../../../../build/locales"))


def environment(language):
    """The variables that a program of this language runs with."""
    if language not in LOCALES:
        return {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": language}
    name = LOCALES[language] + ".UTF-8"
    _make(LOCALES[language], name)
    return {"LANG": name, "LC_ALL": name, "LOCPATH": FOLDER}


def _make(source, name):
    """The locale, in a folder of ours: the machine need not have it. Whoever is first makes it."""
    if os.path.exists(os.path.join(FOLDER, name)):
        return
    os.makedirs(FOLDER, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        made = os.path.join(folder, name)
        subprocess.run(["localedef", "-i", source, "-f", "UTF-8", made], check=True, capture_output=True)
        try:
            os.rename(made, os.path.join(FOLDER, name))
        except OSError:     # another run was faster
            if not os.path.exists(os.path.join(FOLDER, name)):
                raise
