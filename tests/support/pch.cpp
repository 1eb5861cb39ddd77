// Nothing of its own: this file exists so that the headers all tests share are precompiled once.
