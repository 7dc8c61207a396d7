"""What phones hold of the tickets."""
