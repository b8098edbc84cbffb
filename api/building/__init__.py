"""The steps that `api.assets` strings together: sources in, a folder of servable files out."""
