"""The desk's e-mails: one letter a day to each official with all there is to do, and one at once where a second
approver has to confirm. What they tell comes from the same readings as the first page and the public pages."""
