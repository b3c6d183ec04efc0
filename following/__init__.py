"""What citizens follow: the pages on which they ask to be told, and what their links lead to. No tables.

What is asked for travels sealed (complaints.petitions.Follow); who follows what is known inside alone (followers/).
"""
