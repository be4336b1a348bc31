"""What rule authors work with: looking into a rulebook, checking, testing and extending it."""
