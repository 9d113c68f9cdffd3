"""The outside world as the launch checks reach it: names, sockets, pages, all with deadlines."""
