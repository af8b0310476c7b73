"""How the staff comes in: password, second factor, sessions, and what protects them.

Whoever may do what only the head may (sign, approve, keep accounts) needs a second factor; to
everybody else it is offered. `standing.acting` is the one place that decides whether a session may
act: where it may not, `request.user` is a stranger on every page, on all floors.
"""
