/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The gate before the protocols: serv_send_im() is called past the conversation by auto-replies, buddy pounces and
   other plugins, and files, calls, typing and attention have ways of their own. In every protocol functions of ours
   stand in front of its own. */
#ifndef OTR_SEND_GATE_H
#define OTR_SEND_GATE_H

#include <purple.h>

/* Steps in front of the protocols that are there, and of those that are loaded later. */
void otr_send_gate_open(PurplePlugin *plugin);

/* Steps back. */
void otr_send_gate_close(void);

#endif
