/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `/otr` while there is no engine that takes it: it says so, and is not taken for an unknown command. */
#ifndef OTR_COMMAND_H
#define OTR_COMMAND_H

/* Both may be called at any time: the engine's own command takes the place of ours, and ours of its. */
void otr_command_register(void);
void otr_command_unregister(void);

#endif
