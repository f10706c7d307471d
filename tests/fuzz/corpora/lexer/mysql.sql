SELECT 1st, 'a\'b', "c\\", @@d /*! e */ # f
--g