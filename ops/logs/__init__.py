"""What is written about requests and failures, and what is kept out of it."""
