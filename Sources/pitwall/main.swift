print("pitwall")
