"""Vietnamese: without a capital within a sentence, and without a zero before the day."""

DATE_FORMAT = r"\n\gà\y j \t\há\n\g n \nă\m Y"
YEAR_MONTH_FORMAT = r"\t\há\n\g n \nă\m Y"
MONTH_DAY_FORMAT = r"\n\gà\y j \t\há\n\g n"
