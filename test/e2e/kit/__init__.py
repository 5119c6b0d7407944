# SPDX-License-Identifier: GPL-2.0-or-later
"""Two real Pidgin processes, each on a desktop of its own, talk through a private server on loopback."""
