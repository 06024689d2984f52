"""osken_manager.py PORT APPLICATION...: starts os-ken's manager with the given applications on 127.0.0.1.

os-ken 1.4.1 imports a name that eventlet took away in 0.30.3 and that only its web applications use.
"""
import sys

import eventlet

eventlet.monkey_patch()

import eventlet.wsgi  # noqa: E402

if not hasattr(eventlet.wsgi, "ALREADY_HANDLED"):
    eventlet.wsgi.ALREADY_HANDLED = object()

from os_ken.cmd.manager import main  # noqa: E402

main(args=["--ofp-listen-host", "127.0.0.1", "--ofp-tcp-listen-port", sys.argv[1], *sys.argv[2:]])
