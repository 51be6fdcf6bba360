"""What somebody began to write and has not sent: kept sealed on the server, for its writer alone.

Never in the browser, which may be a shared computer's. A draft of a case opens only while the case does, and
goes with it.
"""
