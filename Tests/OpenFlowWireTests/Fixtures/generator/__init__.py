"""Golden messages of OpenFlow 1.0 to 1.5, made with os-ken; see make_fixtures.py."""
