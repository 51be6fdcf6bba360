"""The rules of identification: pure, integer arithmetic, and the same in the browser."""
